using Counterpoise.Torch;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// ½ weighted cross-entropy + ½ mean over classes of log cosh(dice_c), dice_c = 1 − (2 I_c + ε) / (U_c + ε) over batch and pixels.
/// </summary>
/// <remarks>
/// The cross-entropy is the weighted mean, so that it divides by the sum of the weights. A class without pixels in the batch has dice near
/// 1 and adds a constant and a push to lower its probability; by default the mean is over the classes that are there. O(N·C·H·W).
/// Reference: Khan, Atoofian and Ahmed, arXiv:2606.17222.
/// </remarks>
public static class HybridLoss
{
    /// <summary>The label of pixels that no loss sees.</summary>
    public const long Ignored = -1;

    private const double Smoothing = 1e-5;

    /// <summary>Computes the loss.</summary>
    /// <param name="logits">[N, C, H, W].</param>
    /// <param name="target">Classes of int64, [N, H, W]; <see cref="Ignored"/> where there is none.</param>
    /// <param name="weights">Weights of the classes, [C].</param>
    /// <param name="paper">Whether dice is averaged over all classes, as in the paper. Default over those in the batch.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or no pixel has a class.</exception>
    public static Tensor Compute(Tensor logits, Tensor target, Tensor weights, bool paper = false)
    {
        using var scope = torch.NewDisposeScope();
        var (flat, own) = Labelled(logits, target);
        var cross = torch.nn.functional.cross_entropy(flat, own, weights);
        var dice = Dice(flat, own);
        var terms = dice.cosh().log();
        if (!paper)
        {
            terms = terms.index_select(0, own.bincount(null, logits.Size(1)).gt(0).nonzero().squeeze(1));
        }

        return scope.Keep((0.5 * cross) + (0.5 * terms.mean()));
    }

    /// <summary>The weighted cross-entropy alone.</summary>
    /// <param name="logits">[N, C, H, W].</param>
    /// <param name="target">[N, H, W].</param>
    /// <param name="weights">[C]; null for equal ones.</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, Tensor? weights)
    {
        using var scope = torch.NewDisposeScope();
        var (flat, own) = Labelled(logits, target);
        return scope.Keep(torch.nn.functional.cross_entropy(flat, own, weights));
    }

    /// <summary>dice_c of each class, [C].</summary>
    /// <param name="logits">[N, C, H, W].</param>
    /// <param name="target">[N, H, W].</param>
    public static Tensor DiceLosses(Tensor logits, Tensor target)
    {
        using var scope = torch.NewDisposeScope();
        var (flat, own) = Labelled(logits, target);
        return scope.Keep(Dice(flat, own));
    }

    /// <summary>w_c = 1 / (√n_c + 1e-6)^0.7; 0 for a class without rows, where the formula gives 15,849.</summary>
    /// <param name="counts">Pixels of each class.</param>
    public static double[] ClassWeights(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return [.. counts.Select(n => n == 0 ? 0 : Math.Pow(Math.Sqrt(n) + 1e-6, -0.7))];
    }

    private static Tensor Dice(Tensor flat, Tensor own)
    {
        var p = flat.softmax(1);
        var truth = torch.nn.functional.one_hot(own, flat.Size(1)).to_type(p.Type);
        return 1 - (((2 * (p * truth).sum([0L])) + Smoothing) / (p.sum([0L]) + truth.sum([0L]) + Smoothing));
    }

    private static (Tensor Logits, Tensor Target) Labelled(Tensor logits, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        if (logits.Rank != 4 || target.Rank != 3 || target.Size(0) != logits.Size(0) || target.Size(1) != logits.Size(2)
            || target.Size(2) != logits.Size(3))
        {
            throw new ArgumentException(
                $"found logits {logits.ShapeText} and target {target.ShapeText}; expected [N, C, H, W] and [N, H, W]", nameof(target));
        }

        var flat = logits.permute(0, 2, 3, 1).reshape(-1, logits.Size(1));
        var own = target.reshape(-1);
        var known = own.ne(Ignored).nonzero().squeeze(1);
        return known.Size(0) > 0 ? (flat.index_select(0, known), own.index_select(0, known))
            : throw new ArgumentException("no pixel of the batch has a class; expected at least one", nameof(target));
    }
}
