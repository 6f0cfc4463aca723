namespace Counterpoise.Torch.Optimizers;

/// <summary>Shortens gradients between the backward pass and the optimiser's step.</summary>
/// <remarks>
/// Reference: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, arXiv:1211.5063.
/// </remarks>
public static class GradientClipping
{
    /// <summary>
    /// Multiplies all gradients with min(1, largest / (n + 1e-6)), n being the norm of all gradients taken as one vector.
    /// </summary>
    /// <param name="parameters">Whose gradients; those without one do not count.</param>
    /// <param name="largest">The norm that is not to be exceeded, above 0.</param>
    /// <param name="order">The norm's order, above 0; <see cref="double.PositiveInfinity"/> for the largest element.</param>
    /// <returns>The norm before clipping; NaN or infinite gradients show in it and make all gradients NaN or 0.</returns>
    public static double ByNorm(IEnumerable<Tensor> parameters, double largest, double order = 2)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var gradients = Gradients(parameters);
        if (gradients.Length == 0)
        {
            return 0;
        }

        Tensor[] norms = [.. gradients.Select(g => torch.linalg.vector_norm(g, order))];
        var norm = torch.linalg.vector_norm(torch.stack(norms), order).Item<double>();
        var share = largest / (norm + 1e-6);
        if (!(share >= 1))
        {
            Array.ForEach(gradients, gradient => gradient.mul_(share));
        }

        return norm;
    }

    /// <summary>
    /// <see cref="ByNorm"/> with the norm left on the device, so that the processor does not wait for it; on some devices the last digits
    /// differ.
    /// </summary>
    /// <param name="parameters">Whose gradients, all on one device; those without one do not count.</param>
    /// <param name="largest">The norm that is not to be exceeded, above 0.</param>
    public static void ByNormOnDevice(IEnumerable<Tensor> parameters, double largest)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var gradients = Gradients(parameters);
        if (gradients.Length > 0)
        {
            var norm = torch.linalg.vector_norm(torch.stack([.. gradients.Select(g => torch.linalg.vector_norm(g))]));
            var share = (largest / (norm + 1e-6)).clamp(max: 1.0);
            Array.ForEach(gradients, gradient => gradient.mul_(share));
        }
    }

    /// <summary>Brings every element of every gradient into [-largest, largest].</summary>
    /// <param name="parameters">Whose gradients; those without one do not count.</param>
    /// <param name="largest">The value that is not to be exceeded, above 0.</param>
    public static void ByValue(IEnumerable<Tensor> parameters, double largest)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        foreach (var gradient in Gradients(parameters))
        {
            gradient.ClampInPlace(-largest, largest);
        }
    }

    private static Tensor[] Gradients(IEnumerable<Tensor> parameters) => [.. parameters.Select(p => p.Grad).OfType<Tensor>()];
}
