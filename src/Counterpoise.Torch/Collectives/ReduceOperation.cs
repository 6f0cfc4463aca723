namespace Counterpoise.Torch.Collectives;

/// <summary>How the tensors of all ranks become one.</summary>
public enum ReduceOperation
{
    /// <summary>Their sum. The default.</summary>
    Sum,

    /// <summary>Their sum, divided by the number of ranks; floating-point tensors only.</summary>
    Mean,

    /// <summary>The greatest of each element.</summary>
    Max,

    /// <summary>The least of each element.</summary>
    Min,
}
