namespace Counterpoise.Randomness;

/// <summary>How a resampler reads a <see cref="NumPyRandomState"/> that it is given.</summary>
public enum NumPySeeding
{
    /// <summary>
    /// As imbalanced-learn reads <c>random_state=42</c>: each step of a resampler (each class, each part) starts where the
    /// generator stood when the resampler was called. The default, since published code passes an integer.
    /// </summary>
    Integer,

    /// <summary>As imbalanced-learn reads <c>random_state=RandomState(42)</c>: each step draws on where the last one stopped.</summary>
    Instance,
}
