namespace Counterpoise.Federated.Relabelling;

/// <summary>Labels to train on from now; the original ones stay with the caller for audit.</summary>
/// <param name="Labels">The class of each row, [n].</param>
/// <param name="Moves">Rows that moved from class i to class j, [C · C] row by row; the diagonal is 0.</param>
public sealed record RelabelResult(int[] Labels, int[] Moves)
{
    /// <summary>How many rows moved.</summary>
    public int Count => Moves.Sum();

    internal static RelabelResult Of(IReadOnlyList<int> before, int[] after, int classCount)
    {
        var moves = new int[classCount * classCount];
        for (var i = 0; i < after.Length; i++)
        {
            if (after[i] != before[i])
            {
                moves[(before[i] * classCount) + after[i]]++;
            }
        }

        return new RelabelResult(after, moves);
    }
}
