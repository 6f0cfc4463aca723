using Counterpoise.Numerics;

namespace Counterpoise.Workflows.Federated;

/// <summary>Rows as numbers.</summary>
/// <param name="Train">[n, …], float.</param>
/// <param name="Test">[m, …], float.</param>
/// <param name="Network">What is trained on them.</param>
/// <param name="Columns">How the columns of a table became numbers; null for images.</param>
/// <param name="Size">Side of images in pixels; null for tables.</param>
internal sealed record FederatedInputs(Tensor Train, Tensor Test, NetworkPlan Network, SharedColumns? Columns = null, int? Size = null)
    : IDisposable
{
    /// <summary>The training rows as a matrix, for a linear model.</summary>
    public DenseMatrix TrainMatrix => Matrix(Train);

    /// <summary>The test rows as a matrix, for a linear model.</summary>
    public DenseMatrix TestMatrix => Matrix(Test);

    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }

    private static DenseMatrix Matrix(Tensor rows)
    {
        using var flat = rows.flatten(1).to_type(ScalarType.Float64).contiguous();
        return new DenseMatrix((int)flat.shape[0], (int)flat.shape[1], flat.data<double>().ToArray());
    }
}
