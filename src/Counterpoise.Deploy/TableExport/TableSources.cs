using Counterpoise.Deploy.CExport;

namespace Counterpoise.Deploy.TableExport;

/// <summary>A model of tables as C.</summary>
/// <param name="Sources">Its files.</param>
/// <param name="Cost">What it costs on a device.</param>
public sealed record TableSources(CSources Sources, TableCost Cost);
