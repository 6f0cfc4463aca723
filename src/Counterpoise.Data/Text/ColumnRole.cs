namespace Counterpoise.Data.Text;

/// <summary>What a column is for.</summary>
internal enum ColumnRole
{
    /// <summary>A feature: missing values are allowed, and what it holds is inferred.</summary>
    Feature,

    /// <summary>Classes or groups: names, whatever they look like.</summary>
    Names,

    /// <summary>A target of which a rule makes classes: numbers.</summary>
    Numbers,

    /// <summary>Weights: finite numbers of at least 0.</summary>
    Weights,

    /// <summary>Numbers, or dates.</summary>
    Time,
}
