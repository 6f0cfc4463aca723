using Counterpoise.Randomness;

namespace Counterpoise.Federated.Relabelling;

/// <summary>
/// The control of <see cref="FedReLa"/>: as many rows move from each class to each class, but which ones is drawn at random. Without it one
/// cannot say that it matters which rows move.
/// </summary>
public static class RandomRelabel
{
    /// <summary>Draws the rows that move.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="moves">Rows that move from class i to class j, [C · C] row by row.</param>
    /// <param name="random">Draws the rows.</param>
    /// <exception cref="ArgumentException">The moves are no square, or more rows leave a class than it has.</exception>
    public static RelabelResult Draw(IReadOnlyList<int> labels, IReadOnlyList<int> moves, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(random);
        var classCount = (int)Math.Round(Math.Sqrt(moves.Count));
        if (classCount * classCount != moves.Count)
        {
            throw new ArgumentException($"{moves.Count} moves are no square of classes", nameof(moves));
        }

        var moved = labels.ToArray();
        for (var from = 0; from < classCount; from++)
        {
            int[] rows = [.. Enumerable.Range(0, labels.Count).Where(i => labels[i] == from)];
            random.Shuffle<int>(rows);
            var next = 0;
            for (var to = 0; to < classCount; to++)
            {
                for (var i = 0; i < moves[(from * classCount) + to]; i++)
                {
                    moved[next < rows.Length
                        ? rows[next++]
                        : throw new ArgumentException($"more rows are to leave class {from} than the {rows.Length} it has",
                            nameof(moves))] = to;
                }
            }
        }

        return RelabelResult.Of(labels, moved, classCount);
    }
}
