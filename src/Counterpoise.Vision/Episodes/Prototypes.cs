using Counterpoise.Torch;

namespace Counterpoise.Vision.Episodes;

/// <summary>Prototypes of classes from a few supports, and the scores of queries, as functions of tensors.</summary>
/// <remarks>
/// τ = 1, as reported in the paper, bounds two-class probabilities to [0.119, 0.881] and the loss from below by 0.127; 10 is the default.
/// O(n·d·C). Reference: Snell, Swersky and Zemel, "Prototypical networks for few-shot learning", NeurIPS 2017, arXiv:1703.05175.
/// </remarks>
public static class Prototypes
{
    /// <summary>A vector shorter than this counts as 0, whose cosine with anything is 0.</summary>
    private const double LeastNorm = 1e-12;

    /// <summary>The prototypes, [C, d]; a class without supports has zeros.</summary>
    /// <param name="supports">Embeddings, [n, d].</param>
    /// <param name="labels">Their classes, [n] of int64.</param>
    /// <param name="classCount">C.</param>
    /// <param name="distance">Cosine takes normalised supports, Euclidean takes them as they are.</param>
    public static Tensor Compute(Tensor supports, Tensor labels, int classCount, PrototypeDistance distance = PrototypeDistance.Cosine)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = torch.NewDisposeScope();
        var rows = distance == PrototypeDistance.Cosine ? torch.nn.functional.normalize(supports, dim: 1, eps: LeastNorm) : supports;
        var members = torch.nn.functional.one_hot(labels, classCount).to_type(rows.Type);
        return scope.Keep(members.t().matmul(rows) / members.sum([0L]).clamp(1).unsqueeze(1));
    }

    /// <summary>Logarithms of class probabilities of queries, [m, C].</summary>
    /// <param name="queries">Embeddings, [m, d].</param>
    /// <param name="prototypes">From <see cref="Compute"/>.</param>
    /// <param name="distance">The same as for the prototypes.</param>
    /// <param name="scale">τ of the cosine, above 0. Default 10.</param>
    public static Tensor LogProbabilities(Tensor queries, Tensor prototypes, PrototypeDistance distance = PrototypeDistance.Cosine,
        double scale = 10)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(prototypes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        using var scope = torch.NewDisposeScope();
        if (distance == PrototypeDistance.Euclidean)
        {
            return scope.Keep((-(queries.unsqueeze(1) - prototypes.unsqueeze(0)).square().sum(2)).log_softmax(1));
        }

        var cosines = torch.nn.functional.normalize(queries, dim: 1, eps: LeastNorm)
            .matmul(torch.nn.functional.normalize(prototypes, dim: 1, eps: LeastNorm).t());
        return scope.Keep((scale * cosines).log_softmax(1));
    }
}
