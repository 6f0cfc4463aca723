namespace Counterpoise.TrainingDynamics;

/// <summary>How overlap is added to a table.</summary>
public enum OverlapInjection
{
    /// <summary>
    /// A share q of the minority rows moves towards its nearest majority row, x + u (x_maj − x) with u uniform in (0.5, 0.9): labels and
    /// features then contradict each other.
    /// </summary>
    Interpolation,

    /// <summary>All minority rows move by q times the way from their mean to the majority's: the shape of the class stays.</summary>
    MeanShift,
}
