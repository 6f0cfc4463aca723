namespace Counterpoise.Comparisons;

/// <summary>What a comparison says of a method against another, in one metric.</summary>
public enum VerdictOutcome
{
    /// <summary>Too few pairs, or interval and corrected test disagree.</summary>
    Undecided,

    /// <summary>The interval holds 0 and the corrected test finds nothing.</summary>
    NoGain,

    /// <summary>The interval lies on the better side of 0 and the corrected test agrees.</summary>
    Helps,

    /// <summary>The interval lies on the worse side of 0 and the corrected test agrees.</summary>
    Harms,

    /// <summary>Helps in some scenarios, harms in others.</summary>
    Depends,
}
