export async function diagnosticsPage(): Promise<Record<string, string>> {
  return {};
}
