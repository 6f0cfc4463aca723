namespace Counterpoise.Boosting;

/// <summary>What the importance of a column counts.</summary>
public enum ImportanceKind
{
    /// <summary>Mean loss reduction of the splits on the column.</summary>
    Gain,

    /// <summary>Loss reduction of all splits on the column together.</summary>
    TotalGain,

    /// <summary>Number of splits on the column.</summary>
    SplitCount,

    /// <summary>Mean weight of rows (second derivatives) that reach the splits on the column; XGBoost alone counts it.</summary>
    Cover,
}
