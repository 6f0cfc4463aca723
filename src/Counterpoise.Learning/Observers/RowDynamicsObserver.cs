using Counterpoise.Learning.Batches;
using Counterpoise.Torch;

namespace Counterpoise.Learning.Observers;

/// <summary>
/// Training dynamics and hardness of every row: mean and spread of the probability of its own class over the times it was seen, how often
/// it was right, how often it was forgotten, and its mean loss.
/// </summary>
/// <remarks>
/// The logits are those of the step, before it changed the model, in train mode. It asks every step for its numbers, so that the processor
/// waits for the device. With several processes each sees its own rows. O(n) memory, O(N C) a step. References: Swayamdipta et al.,
/// "Dataset Cartography", EMNLP 2020, arXiv:2009.10795; Toneva et al., "An Empirical Study of Example Forgetting during Deep Neural Network
/// Learning", ICLR 2019, arXiv:1812.05159.
/// </remarks>
public sealed class RowDynamicsObserver : ITrainingObserver, IDisposable
{
    private const int Columns = 7;
    private readonly Tensor _sums;
    private readonly string _target;

    /// <summary>Creates the observer.</summary>
    /// <param name="rowCount">Rows of the source, at least 1.</param>
    /// <param name="target">The name of the classes among the targets.</param>
    public RowDynamicsObserver(int rowCount, string target = TrainingBatch.LabelTarget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        _target = target;
        _sums = Tensor.Zeros([rowCount, Columns], ScalarType.Float64).DetachFromDisposeScope();
        State = new Dictionary<string, Tensor> { ["sums"] = _sums };
    }

    /// <inheritdoc/>
    public string Name => "row-dynamics";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> State { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The step gave no logits [N, C] of its rows.</exception>
    public void OnStep(StepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var rows = report.Position.Rows;
        if (report.Outcome.Output?.Prediction is not { } logits || logits.Rank != 2 || logits.Size(0) != rows.Count)
        {
            throw new InvalidOperationException(
                $"row dynamics need a prediction of shape [{rows.Count}, C]; the step gave "
                + $"{report.Outcome.Output?.Prediction.ShapeText ?? "none"}");
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var labels = report.Batch.Target(_target);
        var logOfOwn = logits.Detach().Double().LogSoftmax(1).Gather(1, labels.Unsqueeze(1)).Reshape(-1).ToArray<double>();
        var right = logits.Detach().ArgMax(1).EqualTo(labels).Long().ToArray<long>();
        var sums = _sums.AsSpan<double>();
        for (var i = 0; i < rows.Count; i++)
        {
            var of = sums.Slice(rows[i] * Columns, Columns);
            var own = Math.Exp(logOfOwn[i]);
            // Welford's update: the spread of probabilities near 1 would drown in a difference of sums.
            of[0]++;
            var before = own - of[1];
            of[1] += before / of[0];
            of[2] += before * (own - of[1]);
            of[3] += right[i];
            of[4] += of[5] == 1 && right[i] == 0 ? 1 : 0;
            of[5] = right[i];
            of[6] -= logOfOwn[i];
        }
    }

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<RowDynamics> Rows()
    {
        var sums = _sums.ToArray<double>();
        return [.. sums.Chunk(Columns).Select((of, row) => of[0] == 0
            ? new RowDynamics(row, 0, double.NaN, double.NaN, double.NaN, 0, double.NaN)
            : new RowDynamics(row, (long)of[0], of[1], Math.Sqrt(of[2] / of[0]), of[3] / of[0], (long)of[4], of[6] / of[0]))];
    }

    /// <inheritdoc/>
    public void Dispose() => _sums.Dispose();
}
