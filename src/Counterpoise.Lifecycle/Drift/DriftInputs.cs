namespace Counterpoise.Lifecycle.Drift;

/// <summary>What a reference-fitted detector looks at.</summary>
[Flags]
public enum DriftInputs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Columns of features.</summary>
    Features = 1,

    /// <summary>The true class of each row.</summary>
    Labels = 2,

    /// <summary>The model's probabilities.</summary>
    Probabilities = 4,
}
