using Counterpoise.Calibration;

namespace Counterpoise.TableModels;

/// <summary>How a saved model decides: a class is predicted where its weight times its probability is the largest.</summary>
/// <param name="Rule">What the decision was chosen for, in words.</param>
/// <param name="Weights">One weight per class, at least 0; with two classes they are a threshold.</param>
/// <param name="Value">What the rule reached on the inner folds of the training rows; null where it has no value.</param>
public sealed record TableDecision(string Rule, IReadOnlyList<double> Weights, double? Value)
{
    /// <summary>The probability from which the positive class of two is predicted; null with more classes.</summary>
    public double? Threshold { get; init; }

    /// <summary>Decides rows.</summary>
    /// <param name="probabilities">Row-major n × C.</param>
    /// <param name="positiveClass">The positive class of two.</param>
    /// <returns>n classes.</returns>
    public int[] Decide(double[] probabilities, int positiveClass)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return Threshold is not { } threshold ? new DecisionWeights(Weights).Decide(probabilities)
            : new DecisionThreshold(threshold, Rule, Value).Decide(
                [.. Enumerable.Range(0, probabilities.Length / 2).Select(i => probabilities[(2 * i) + positiveClass])], positiveClass);
    }
}
