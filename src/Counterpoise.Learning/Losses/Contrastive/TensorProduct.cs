namespace Counterpoise.Learning.Losses;

/// <summary>Matrix products into memory that is already there.</summary>
internal static class TensorProduct
{
    /// <summary>target ← beta · target + alpha · left × right.</summary>
    public static void Into(Tensor target, Tensor left, Tensor right, double beta, double alpha)
    {
        using var scope = torch.NewDisposeScope();

        // addmm_ takes its factors in single precision: in double precision the smaller operand and the target are scaled before.
        if (target.dtype == ScalarType.Float64)
        {
            _ = beta == 0 ? target.zero_() : target.mul_(beta);
            target.addmm_(left * alpha, right, 1, 1);
            return;
        }

        target.addmm_(left, right, (float)beta, (float)alpha);
    }
}
