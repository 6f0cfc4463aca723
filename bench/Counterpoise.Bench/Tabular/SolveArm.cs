namespace Counterpoise.Bench.Tabular;

/// <summary>Who is given the rows of a fold, and the same time.</summary>
internal enum SolveArm
{
    /// <summary>The search of <c>solve</c>.</summary>
    Solve,

    /// <summary>LightGBM with a tuned threshold, its options drawn at random until the time is over.</summary>
    Boosting,

    /// <summary>LightGBM with a tuned threshold and its defaults.</summary>
    Defaults,

    /// <summary>Logistic regression with a tuned threshold.</summary>
    Linear,
}
