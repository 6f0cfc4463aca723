namespace Counterpoise.Lifecycle.Watching;

/// <summary>One class in one window.</summary>
public sealed record WatchedClass
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Rows that were taken for it.</summary>
    public int Predicted { get; set; }

    /// <summary>Rows of it whose class has become known, up to now.</summary>
    public int Known { get; set; }

    /// <summary>Those of them that were taken for it.</summary>
    public int Hits { get; set; }

    /// <summary>Recall expected without labels; NaN where it has none.</summary>
    public double ExpectedRecall { get; init; } = double.NaN;

    /// <summary>Lower end of its 95% interval.</summary>
    public double ExpectedLower { get; init; } = double.NaN;

    /// <summary>Upper end of its 95% interval.</summary>
    public double ExpectedUpper { get; init; } = double.NaN;

    /// <summary>Recall on the rows whose class is known; NaN where there are none.</summary>
    public double Recall => Known == 0 ? double.NaN : Hits / (double)Known;
}
