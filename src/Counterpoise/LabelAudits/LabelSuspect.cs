namespace Counterpoise.LabelAudits;

/// <summary>A row of the review queue.</summary>
public sealed record LabelSuspect
{
    /// <summary>Place in the queue, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>Place of the row in the data, from 0.</summary>
    public required int Row { get; init; }

    /// <summary>Id of the row: that of the table, else its place.</summary>
    public required long RowId { get; init; }

    /// <summary>The class that it was given.</summary>
    public required int Label { get; init; }

    /// <summary>The class that a model which has not seen it is confident of; the given one where it is of none.</summary>
    public required int LikelyLabel { get; init; }

    /// <summary>Stable hardness S, in [0, 1].</summary>
    public required double Hardness { get; init; }

    /// <summary>Area under the margin; low is suspicious.</summary>
    public required double Margin { get; init; }

    /// <summary>Out-of-fold margin of the given class, each class from its own threshold; low is suspicious.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability of the component of large losses of its class.</summary>
    public required double LargeLoss { get; init; }

    /// <summary>The nearest row of another class, by its id.</summary>
    public required long NearestOther { get; init; }

    /// <summary>Euclidean distance to it in the prepared features.</summary>
    public required double NearestOtherDistance { get; init; }

    /// <summary>Share of its nearest rows that are of other classes.</summary>
    public required double OthersNearby { get; init; }

    /// <summary>Why its label is doubted.</summary>
    public required SuspectReasons Reasons { get; init; }

    /// <summary>Expected share of mislabelled rows among those at least as hard, at least and at most; NaN without probes.</summary>
    public required (double AtLeast, double AtMost) ExpectedShare { get; init; }

    /// <summary>
    /// True if the audit names the row for dropping: S reaches the threshold, and it is among the hardest that may be dropped.
    /// </summary>
    public required bool IsNamedForDropping { get; init; }
}
