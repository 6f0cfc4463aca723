using Counterpoise.Learning.Sampling;

namespace Counterpoise.Tests.Learning.Steps;

/// <summary>The same batches in every epoch.</summary>
internal sealed class FixedBatches(int rowCount, params int[][] batches) : IBatchSampler
{
    public int RowCount => rowCount;

    public int BatchesPerEpoch => batches.Length;

    public IReadOnlyList<int[]> Batches(int epoch) => batches;
}
