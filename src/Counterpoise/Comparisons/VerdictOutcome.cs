namespace Counterpoise.Comparisons;

/// <summary>What a comparison says of the method in question against the baseline, in the primary metric.</summary>
public enum VerdictOutcome
{
    /// <summary>There are too few paired runs to say anything.</summary>
    TooLittleData,

    /// <summary>No interval excludes 0.</summary>
    NoMeasurableDifference,

    /// <summary>At least one interval lies on the better side of 0 and none on the worse.</summary>
    Helps,

    /// <summary>At least one interval lies on the worse side of 0 and none on the better.</summary>
    Harms,

    /// <summary>Better in some scenarios, worse in others.</summary>
    Depends,
}
