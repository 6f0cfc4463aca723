namespace Counterpoise.Reports.Watching;

/// <summary>One class in one window.</summary>
public sealed record WatchPoint
{
    /// <summary>The window, from 1.</summary>
    public required int Window { get; init; }

    /// <summary>The class.</summary>
    public required string Class { get; init; }

    /// <summary>Share of the window's rows that were taken for the class, in [0, 1].</summary>
    public required double PredictedShare { get; init; }

    /// <summary>Rows of the class that are known.</summary>
    public required int Known { get; init; }

    /// <summary>Recall on them; NaN where there are none.</summary>
    public required double Recall { get; init; }

    /// <summary>Recall that was expected without labels; NaN where there is no estimate.</summary>
    public required double Expected { get; init; }

    /// <summary>Lower end of its 95% interval.</summary>
    public required double ExpectedLower { get; init; }

    /// <summary>Upper end of its 95% interval.</summary>
    public required double ExpectedUpper { get; init; }
}
