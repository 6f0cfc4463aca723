namespace Counterpoise.Methods;

/// <summary>Which tables a sampler takes as they are, by the kinds of their columns.</summary>
public enum AcceptedColumns
{
    /// <summary>Numeric columns only: it measures distances between numbers.</summary>
    Numeric,

    /// <summary>At least one numeric and one categorical column.</summary>
    Mixed,

    /// <summary>Categorical columns only.</summary>
    Categorical,

    /// <summary>Any columns: it looks at no value.</summary>
    Any,

    /// <summary>Any columns, if no value is missing: it learns how they are distributed.</summary>
    Complete,
}
