namespace Counterpoise.Workflows.Tables;

/// <summary>Which columns of names a resampler takes as they are.</summary>
internal enum NameColumns
{
    /// <summary>None: it measures distances between numbers.</summary>
    None,

    /// <summary>At least one, beside a numeric one.</summary>
    Some,

    /// <summary>Names alone.</summary>
    All,

    /// <summary>Any: it copies or drops rows.</summary>
    Any,
}
