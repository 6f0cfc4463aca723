namespace Counterpoise.Workflows.Searching;

/// <summary>How the next trial is found.</summary>
public enum SearchKind
{
    /// <summary>By a tree-structured Parzen estimator.</summary>
    Tpe,

    /// <summary>At random: the control.</summary>
    Random,

    /// <summary>All at random with few epochs, the best third with three times as many, and so on.</summary>
    Halving,
}
