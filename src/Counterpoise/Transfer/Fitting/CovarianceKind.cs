namespace Counterpoise.Transfer.Fitting;

/// <summary>How the covariance of the estimates is found.</summary>
public enum CovarianceKind
{
    /// <summary>The inverse of the observed information: right where the form is right and records are independent.</summary>
    Observed,

    /// <summary>The inverse of the expected (Fisher) information at the estimate; smoother than the observed one on few records.</summary>
    Expected,

    /// <summary>
    /// A⁻¹BA⁻¹ with the outer products of the records' scores: right also where the form is not, but noisy on few records.
    /// </summary>
    Sandwich,

    /// <summary>
    /// The sandwich with scores summed over each event first: right where records of one event or ground motion depend on each other.
    /// </summary>
    ClusterRobust,
}
