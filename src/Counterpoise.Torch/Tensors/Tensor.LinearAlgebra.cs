namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator MatmulOp = Operator.Aten("matmul");
    private static readonly Operator BmmOp = Operator.Aten("bmm");
    private static readonly Operator AddmmOp = Operator.Aten("addmm");
    private static readonly Operator DotOp = Operator.Aten("dot");
    private static readonly Operator OuterOp = Operator.Aten("outer");
    private static readonly Operator TraceOp = Operator.Aten("trace");
    private static readonly Operator CdistOp = Operator.Aten("cdist");
    private static readonly Operator LinalgInvOp = Operator.Aten("linalg_inv");
    private static readonly Operator LinalgDetOp = Operator.Aten("linalg_det");
    private static readonly Operator LinalgSolveOp = Operator.Aten("linalg_solve");
    private static readonly Operator LinalgCholeskyOp = Operator.Aten("linalg_cholesky");
    private static readonly Operator LinalgEighOp = Operator.Aten("linalg_eigh");
    private static readonly Operator LinalgSvdOp = Operator.Aten("linalg_svd");
    private static readonly Operator LinalgQrOp = Operator.Aten("linalg_qr");
    private static readonly Operator EinsumOp = Operator.Aten("einsum");

    /// <summary>The matrix product, of batches too: [.., n, k] · [.., k, m] = [.., n, m].</summary>
    public Tensor MatMul(Tensor other) => MatmulOp.Invoke(this, other);

    /// <summary>The product of each pair of matrices: [b, n, k] · [b, k, m] = [b, n, m].</summary>
    public Tensor BatchMatMul(Tensor other) => BmmOp.Invoke(this, other);

    /// <summary><c>beta · this + alpha · left · right</c>.</summary>
    public Tensor AddMatMul(Tensor left, Tensor right, Scalar? beta = null, Scalar? alpha = null) => AddmmOp.Invoke(this, left, right, beta ?? 1, alpha ?? 1);

    /// <summary>The scalar product of two vectors.</summary>
    public Tensor Dot(Tensor other) => DotOp.Invoke(this, other);

    /// <summary>The outer product of two vectors.</summary>
    public Tensor Outer(Tensor other) => OuterOp.Invoke(this, other);

    /// <summary>The sum of a matrix's diagonal.</summary>
    public Tensor Trace() => TraceOp.Invoke(this);

    /// <summary>The p-norm distance of each row of this to each row of the other: [n, d], [m, d] → [n, m].</summary>
    public Tensor Distances(Tensor other, double p = 2) => CdistOp.Invoke(this, other, p);

    /// <summary>The inverse of a square matrix.</summary>
    public Tensor Inverse() => LinalgInvOp.Invoke(this);

    /// <summary>The determinant of a square matrix.</summary>
    public Tensor Determinant() => LinalgDetOp.Invoke(this);

    /// <summary>x with <c>this · x = right</c>.</summary>
    public Tensor Solve(Tensor right) => LinalgSolveOp.Invoke(this, right);

    /// <summary>The lower triangular L with <c>L · Lᵀ = this</c>.</summary>
    public Tensor Cholesky() => LinalgCholeskyOp.Invoke(this);

    /// <summary>The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns.</summary>
    public (Tensor Values, Tensor Vectors) EigenSymmetric() => LinalgEighOp.InvokePair(this);

    /// <summary>U, S and Vᵀ with <c>this = U · diag(S) · Vᵀ</c>.</summary>
    public (Tensor U, Tensor S, Tensor V) SingularValues(bool full = false) => LinalgSvdOp.InvokeTriple(this, full);

    /// <summary>An orthonormal Q and an upper triangular R with <c>this = Q · R</c>.</summary>
    public (Tensor Q, Tensor R) Qr() => LinalgQrOp.InvokePair(this);

    /// <summary>Sums of products by Einstein's notation, such as <c>ij,jk-&gt;ik</c>.</summary>
    public static Tensor Einsum(string equation, params Tensor[] tensors) => EinsumOp.Invoke(equation, tensors);
}
