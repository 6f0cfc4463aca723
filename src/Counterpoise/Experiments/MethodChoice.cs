using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Resampling;

namespace Counterpoise.Experiments;

/// <summary>What a method does with the rows of one fold.</summary>
/// <param name="Resampler">The resampler, or null for none.</param>
/// <param name="Note">What was changed to fit the fold, such as a lower k; null where nothing was.</param>
/// <param name="Learner">Wraps the classifier, such as in class weights; null leaves it as it is.</param>
public sealed record MethodChoice(IResampler? Resampler, CellNote? Note = null, Func<IClassifier, IClassifier>? Learner = null);
