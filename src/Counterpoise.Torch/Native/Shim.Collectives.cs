using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

internal static unsafe partial class Shim
{
    [LibraryImport(L)] internal static partial int cp_group_has(int nccl);
    [LibraryImport(L, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int cp_group_open(int nccl, string address, int port, int serves, string prefix, int rank, int size, long timeout, string @interface, string host, nint* result);
    [LibraryImport(L)] internal static partial void cp_group_free(nint group);
    [LibraryImport(L)] internal static partial int cp_group_all_reduce(nint group, nint handle, int operation, nint* work);
    [LibraryImport(L)] internal static partial int cp_group_broadcast(nint group, nint handle, int root, nint* work);
    [LibraryImport(L)] internal static partial int cp_group_all_gather(nint group, nint handle, nint* outputs, int count, nint* work);
    [LibraryImport(L)] internal static partial int cp_group_barrier(nint group, nint* work);
    [LibraryImport(L)] internal static partial int cp_work_wait(nint work);
    [LibraryImport(L)] internal static partial void cp_work_free(nint work);

    [LibraryImport(L)] internal static partial int cp_gradient_hook(nint leaf, delegate* unmanaged<nint, byte*, int, int> ready, nint context, nint* hook);
    [LibraryImport(L)] internal static partial void cp_gradient_hook_free(nint hook);
}
