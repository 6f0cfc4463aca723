namespace Counterpoise.Learning.Sampling;

/// <summary>
/// Says which training rows form which batch. The batches of an epoch are a pure function of the epoch, so a run that is
/// resumed needs only the number of the next batch, and paired methods see the same batches.
/// </summary>
public interface IBatchSampler
{
    /// <summary>Rows of the training set.</summary>
    int RowCount { get; }

    /// <summary>Batches in every epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>The batches of an epoch, each a list of row indices in 0..<see cref="RowCount"/>−1.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    IReadOnlyList<int[]> Batches(int epoch);
}
