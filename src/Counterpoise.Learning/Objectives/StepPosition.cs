namespace Counterpoise.Learning.Objectives;

/// <summary>Where in a training a batch stands.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Batch">The batch within the epoch, from 0.</param>
/// <param name="Rows">This process's rows of the batch, as indices into the source.</param>
/// <param name="JoinedRows">The rows of the batch over all processes that train together; the same list where there is one.</param>
/// <param name="Rank">The number of this process, r: its rows are those at r, r + R, r + 2R, … of the joined ones.</param>
/// <param name="Ranks">How many processes train together, R.</param>
public sealed record StepPosition(
    int Epoch, int Batch, IReadOnlyList<int> Rows, IReadOnlyList<int> JoinedRows, int Rank = 0, int Ranks = 1)
{
    /// <summary>Whether this is the only or the first of the processes.</summary>
    public bool IsFirst => Rank == 0;
}
