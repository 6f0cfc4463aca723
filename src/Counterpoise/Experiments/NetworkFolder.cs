namespace Counterpoise.Experiments;

/// <summary>Tells folders of other machines from those on disks of this one.</summary>
internal static class NetworkFolder
{
    // Of file systems in user space none says whether it is one of a network; those that are usual on clusters have names of their own.
    private static readonly string[] Formats =
        ["nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "afs", "afpfs", "lustre", "gpfs", "beegfs", "ceph", "glusterfs", "orangefs",
            "panfs", "9p", "virtiofs", "fuse", "fuseblk", "webdav"];

    /// <summary>Whether a folder, or the nearest of its parents that is there, lies on a network file system.</summary>
    public static bool Is(string folder)
    {
        var at = Path.GetFullPath(folder);
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } parent)
        {
            at = parent;
        }

        try
        {
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(at)! : at);
            return drive.DriveType == DriveType.Network || Formats.Contains(drive.DriveFormat, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What cannot be told may be a network: leases hold on disks as well.
            return true;
        }
    }
}
