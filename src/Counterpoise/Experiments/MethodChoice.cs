using Counterpoise.Resampling;

namespace Counterpoise.Experiments;

/// <summary>What a method does with the rows of one fold.</summary>
/// <param name="Resampler">The resampler, or null for none.</param>
/// <param name="Note">What was changed to fit the fold, such as a lower k; null where nothing was.</param>
/// <param name="WeighsClasses">Whether the classifier weighs every class the same, the cheap control of all resampling.</param>
public sealed record MethodChoice(IResampler? Resampler, string? Note = null, bool WeighsClasses = false);
