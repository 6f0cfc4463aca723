namespace Counterpoise.Learning.Losses;

/// <summary>What a step offers a contrastive term.</summary>
/// <param name="Embeddings">[M, d], floating, finite; normalised by the term. With V views of N rows M = V N, and row v N + i is view v of
/// row i.</param>
/// <param name="Labels">[M], int64.</param>
public sealed record ContrastiveBatch(Tensor Embeddings, Tensor Labels)
{
    /// <summary>V, the views of each row. Default 1.</summary>
    public int Views { get; init; } = 1;

    /// <summary>Logits of the first view, [N, C], for terms that compare them too; null where there are none.</summary>
    public Tensor? Logits { get; init; }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>
    /// The batch within the epoch, from 0: with the epoch it names what a term draws, so that a resumed run draws the same.
    /// </summary>
    public int Number { get; init; }
}
