namespace Counterpoise.Torch.Mpi;

/// <summary>How the elements of all ranks become one.</summary>
public enum ReduceOperation
{
    /// <summary>Their sum. The default.</summary>
    Sum,

    /// <summary>The greatest of each element.</summary>
    Max,

    /// <summary>The least of each element.</summary>
    Min,
}
