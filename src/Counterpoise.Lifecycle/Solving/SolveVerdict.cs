namespace Counterpoise.Lifecycle.Solving;

/// <summary>Whether a search was worth it.</summary>
public enum SolveVerdict
{
    /// <summary>The interval of its gain over the baseline lies above 0.</summary>
    Better,

    /// <summary>The interval holds 0: take the baseline.</summary>
    NotShown,

    /// <summary>The interval lies below 0.</summary>
    Worse,
}
