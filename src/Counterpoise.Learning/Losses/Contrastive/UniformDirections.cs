using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Losses;

/// <summary>Points on a sphere as far from each other as can be: those of the least Σ_i log Σ_{j≠i} exp(t_i · t_j / 0.07).</summary>
/// <remarks>
/// Up to d + 1 of them these are the corners of a regular simplex, two being opposite; more are found by descent. The sum leaves out the
/// point itself, whose constant share would make the gradient vanishingly small. Reference: Graf, Hofer, Niethammer and Kwitt, "Dissecting
/// Supervised Contrastive Learning", ICML 2021, arXiv:2102.08817 (the simplex is the optimum).
/// </remarks>
internal static class UniformDirections
{
    private const double Temperature = 0.07;

    /// <param name="count">C, at least 1.</param>
    /// <param name="size">d, at least 1.</param>
    /// <param name="seed">Turns the whole.</param>
    /// <returns>Row-major, [C, d], each row of length 1.</returns>
    public static double[] Create(int count, int size, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(seed, "directions");
        return (count == 1 || count > size + 1 ? Descend(Normal(count, size, random)) : Simplex(count, size, random)).Contiguous()
            .ToArray<double>();
    }

    private static Tensor Simplex(int count, int size, RandomStream random)
    {
        // The rows of an orthonormal basis of what sums to 0 have the angles of the simplex.
        var centred = Tensor.Eye(count, count - 1, ScalarType.Float64) - (1.0 / count);
        var corners = centred.Qr().Q * Math.Sqrt(count / (count - 1.0));
        return corners.MatMul(Normal(size, count - 1, random).Qr().Q.T());
    }

    private static Tensor Descend(Tensor start)
    {
        using var recorded = torch.enable_grad();
        var points = start.WithGrad();
        var self = Tensor.Eye(points.Size(0), type: ScalarType.Bool);
        using var optimizer = new Adam([points], new AdamOptions { LearningRate = 0.01 });
        for (var step = 0; step < 2000; step++)
        {
            using var scope = torch.NewDisposeScope();
            var unit = Functional.Normalize(points);
            (unit.MatMul(unit.T()) / Temperature).MaskedFill(self, double.NegativeInfinity).LogSumExp([1]).Mean().Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
        }

        return Functional.Normalize(points).Detach();
    }

    private static Tensor Normal(int rows, int columns, RandomStream random)
    {
        var values = new double[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextNormal();
        }

        return Tensor.FromArray(values, rows, columns);
    }
}
