namespace Counterpoise.Metrics;

/// <summary>What a mean over classes does with a class that has no row in the evaluated set.</summary>
public enum AbsentClassPolicy
{
    /// <summary>Leave it out of the mean; the evaluation lists it as absent. The default.</summary>
    Exclude,

    /// <summary>Count it as 0, as scikit-learn does when all labels are named.</summary>
    Zero,

    /// <summary>
    /// A metric that needs every class (<see cref="IMetric.NeedsEveryClass"/>) has no value: the rule of comparisons, in which folds that
    /// lack a class would count as easy ones.
    /// </summary>
    Undefined,

    /// <summary>Throw an <see cref="InvalidOperationException"/> that names the class.</summary>
    Throw,
}
