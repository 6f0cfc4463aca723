namespace Counterpoise.Lifecycle.Drift;

/// <summary>Which values a stream detector takes.</summary>
public enum StreamValues
{
    /// <summary>0 for a right prediction, 1 for a wrong one; nothing between.</summary>
    Errors,

    /// <summary>Any value in [0, 1], such as a loss or a score; errors are a special case.</summary>
    UnitInterval,

    /// <summary>Any finite value.</summary>
    Finite,
}
