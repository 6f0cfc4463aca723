namespace Counterpoise.ImbalancedRegression;

/// <summary>To how many rows the runs of rare and common targets are brought.</summary>
public enum RegressionBalance
{
    /// <summary>All runs to as many rows.</summary>
    Even,

    /// <summary>Runs to rows in inverse proportion to what they have, with as many in all: rare ones become the most frequent.</summary>
    Extreme,
}
