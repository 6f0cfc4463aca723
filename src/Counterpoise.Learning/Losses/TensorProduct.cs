using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>Matrix products into memory that is already there.</summary>
internal static class TensorProduct
{
    private static readonly Operator AddMatrixProduct = Operator.Get("aten::addmm_");

    /// <summary>target ← beta · target + alpha · left × right.</summary>
    public static void Into(Tensor target, Tensor left, Tensor right, double beta, double alpha) => AddMatrixProduct.Run(target, left, right, beta, alpha);
}
