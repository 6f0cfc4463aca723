namespace Counterpoise.Experiments;

/// <summary>By what processes that share a folder of cells know that another is computing a cell.</summary>
public enum CellClaims
{
    /// <summary><see cref="Locks"/> on a disk of this machine, <see cref="Leases"/> on a network file system.</summary>
    Auto,

    /// <summary>
    /// File locks of the operating system, for processes of one machine: a process that dies gives its claims back at once.
    /// </summary>
    Locks,

    /// <summary>
    /// Files that are made where there is none, which is atomic on network file systems too, and that their owner renews: for several
    /// machines. A claim that was not renewed for three minutes belongs to nobody.
    /// </summary>
    Leases,
}
