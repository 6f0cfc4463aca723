using Counterpoise.Classifiers;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Tabular;

/// <summary>One way to get probabilities of test rows from training rows.</summary>
internal sealed record ProofArm(string Name, Func<Table, Table, RandomStream, double[]> Predict)
{
    /// <summary>A classifier on prepared rows, of columns that may be changed first.</summary>
    internal static ProofArm Of(string name, IClassifier classifier, Func<Table, Table>? columns = null) =>
        new(name, (train, test, random) =>
    {
        var change = columns ?? (t => t);
        using var fitted = new ResamplingPipeline(null, classifier).Fit(change(train), random, random);
        return fitted.PredictProbabilities(change(test));
    });
}
