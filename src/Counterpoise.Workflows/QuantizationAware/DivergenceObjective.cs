using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>
/// How far the probabilities in int8 are from those of the network as it was trained, Σ p log(p/q) in nats, every class counting alike:
/// a row weighs n / (C n_c). Hinton et al., arXiv:1503.02531, at temperature 1.
/// </summary>
internal sealed class DivergenceObjective : IObjective
{
    public const string Teacher = "teacher";
    private readonly double[] _weights;

    public DivergenceObjective(IReadOnlyList<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels) counts[label]++;
        var present = counts.Count(n => n > 0);
        _weights = Array.ConvertAll(counts, n => n == 0 ? 0 : labels.Count / (double)(present * n));
    }

    public LossTerms Compute(ModelOutput output, NamedBatch batch, StepPosition position)
    {
        var labels = ((TrainingBatch)batch).Labels;
        using var weights = torch.tensor(Array.ConvertAll(_weights, w => (float)w), device: labels.device);
        return new LossTerms(Rows(output.Extra(Teacher), output.Prediction).mul(weights.index_select(0, labels)).mean());
    }

    /// <summary>The divergence of every row, [N].</summary>
    public static Tensor Rows(Tensor teacher, Tensor student)
    {
        var wanted = teacher.log_softmax(1);
        return wanted.exp().mul(wanted.sub(student.log_softmax(1))).sum(1);
    }
}
