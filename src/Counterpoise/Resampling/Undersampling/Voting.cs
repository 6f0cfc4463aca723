namespace Counterpoise.Resampling;

/// <summary>What stands for a cluster.</summary>
public enum Voting
{
    /// <summary>The mean of its rows.</summary>
    Soft,

    /// <summary>The row nearest to that mean.</summary>
    Hard,
}
