namespace Counterpoise.Tables;

/// <summary>What the cells of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers; NaN is missing.</summary>
    Numeric,

    /// <summary>Names out of a dictionary; code -1 is missing.</summary>
    Categorical,
}
