namespace Counterpoise.Boosting;

/// <summary>How splits are searched.</summary>
public enum TreeMethod
{
    /// <summary>Over at most <c>MaxBins</c> bins per column; time linear in rows.</summary>
    Histogram,

    /// <summary>Over every value; for small tables, and by XGBoost alone.</summary>
    Exact,
}
