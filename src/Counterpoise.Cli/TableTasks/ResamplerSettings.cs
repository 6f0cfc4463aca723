using Counterpoise.Resampling;

namespace Counterpoise.Cli.TableTasks;

/// <summary>What the command line sets of a resampler.</summary>
/// <param name="Strategy">Which classes are resampled, and to how many rows.</param>
/// <param name="K">Neighbours among which a synthetic row's second parent is drawn, or null for the method's own default.</param>
internal sealed record ResamplerSettings(SamplingStrategy Strategy, int? K);
