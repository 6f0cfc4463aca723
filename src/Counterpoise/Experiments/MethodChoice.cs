using Counterpoise.Resampling;

namespace Counterpoise.Experiments;

/// <summary>What a method does with the rows of one fold.</summary>
/// <param name="Resampler">The resampler, or null for none.</param>
/// <param name="Note">What was changed to fit the fold, such as a lower k; null where nothing was.</param>
public sealed record MethodChoice(IResampler? Resampler, string? Note = null);
