using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// A von Mises-Fisher distribution of the normalised embeddings of each class, estimated from running means: direction μ = m / ‖m‖ and
/// concentration κ = d R / (1 − R²) with R = ‖m‖.
/// </summary>
/// <remarks>
/// The mean m of a class is taken over its rows of this epoch and the last, so that it follows the network. A class without a row so far
/// has κ = 0, the uniform distribution; κ is at most 1e5, where R is all but 1. The sums are buffers and so travel in checkpoints.
/// Reference: Sra, "A short note on parameter approximation for von Mises-Fisher distributions", Computational Statistics 2012,
/// doi:10.1007/s00180-011-0232-x.
/// </remarks>
public sealed class ClassDirections : nn.Module
{
    private const double LargestConcentration = 1e5;

    /// <summary>Declares the statistics, with no row seen.</summary>
    /// <param name="classes">C, at least 1.</param>
    /// <param name="size">d, at least 2.</param>
    public ClassDirections(int classes, int size) : base(nameof(ClassDirections))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        (Classes, Size) = (classes, size);
        foreach (var when in new[] { "last", "this" })
        {
            this.RegisterBuffer($"{when}_sums", [classes, size], Initializer.Zeros, ScalarType.Float64);
            this.RegisterBuffer($"{when}_counts", [classes], Initializer.Zeros, ScalarType.Float64);
        }

        this.RegisterBuffer("epoch", [1], Initializer.Zeros, ScalarType.Int64);
    }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>d.</summary>
    public int Size { get; }

    /// <summary>κ of each class, [C].</summary>
    public Tensor Concentrations => Estimate().Concentrations;

    /// <summary>Takes in rows; with the first of a new epoch, those before the last epoch are forgotten.</summary>
    /// <param name="normalised">Normalised embeddings, [M, d].</param>
    /// <param name="labels">[M], int64 in 0..C−1.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public void Add(Tensor normalised, Tensor labels, int epoch)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var (sums, counts) = (get_buffer("this_sums")!, get_buffer("this_counts")!);
        if (get_buffer("epoch")!.Item<long>() != epoch)
        {
            get_buffer("last_sums")!.CopyFrom(sums);
            get_buffer("last_counts")!.CopyFrom(counts);
            sums.ZeroInPlace();
            counts.ZeroInPlace();
            get_buffer("epoch")!.FillInPlace(epoch);
        }

        var (rows, classes) = (normalised.Detach().To(sums.Device, ScalarType.Float64), labels.To(sums.Device));
        sums.IndexAddInPlace(0, classes, rows);
        counts.AddInPlace(classes.BinCount(leastLength: Classes).To(ScalarType.Float64));
    }

    /// <summary>
    /// The logarithm of E exp(z · v / τ) over each class's v, up to what is the same for all classes: log C(‖κ μ + z/τ‖) − log C(κ) with
    /// C(k) = I_{d/2−1}(k) / k^{d/2−1}.
    /// </summary>
    /// <param name="normalised">z, normalised embeddings, [M, d].</param>
    /// <param name="temperature">τ, positive.</param>
    /// <returns>[M, C], of the embeddings' type; gradients flow to the embeddings alone.</returns>
    public Tensor Logits(Tensor normalised, double temperature)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        using var exact = Autocast.Begin(normalised.device_type, enabled: false);
        var (centres, concentrations) = Estimate();
        var z = normalised.Double();
        var centred = concentrations.Square().To(z.Device);
        var squares = (z.MatMul(centres.To(z.Device).T()) * (2 / temperature)) + centred
            + (z.Square().Sum([1], keep: true) / (temperature * temperature));

        // Where κ μ and z/τ all but cancel, rounding may leave less than nothing.
        var order = (Size / 2.0) - 1;
        return (LogBessel.OfSquares(squares.Clamp(min: 0), order) - LogBessel.OfSquares(centred, order)).To(normalised.Type);
    }

    /// <returns>κ μ, [C, d], and κ, [C].</returns>
    private (Tensor Centres, Tensor Concentrations) Estimate()
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var counts = (get_buffer("last_counts")! + get_buffer("this_counts")!).Clamp(min: 1).Unsqueeze(1);
        var mean = (get_buffer("last_sums")! + get_buffer("this_sums")!) / counts;
        var length = mean.Norm([1]);
        var concentrations = (length * Size / (1 - length.Square()).Clamp(min: 1e-12)).Clamp(max: LargestConcentration);
        return (scope.Keep(mean * (concentrations / length.Clamp(min: 1e-12)).Unsqueeze(1)), scope.Keep(concentrations));
    }
}
