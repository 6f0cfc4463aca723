using Counterpoise.Metrics;

namespace Counterpoise.Learning.Training;

/// <summary>An evaluator of one number.</summary>
/// <param name="name">What the number is called.</param>
/// <param name="higherIsBetter">Its direction.</param>
/// <param name="measure">Measures it.</param>
public sealed class MeasuredEvaluator(string name, bool higherIsBetter, Func<CancellationToken, double> measure) : IEpochEvaluator
{
    /// <inheritdoc/>
    public EpochEvaluation Evaluate(CancellationToken cancellationToken)
    {
        var value = new MetricValue(name, measure(cancellationToken), higherIsBetter);
        return new EpochEvaluation(value, [value]);
    }
}
