using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>
/// libtorch's stable C interface (torch/csrc/stable/c/shim.h and torch/csrc/inductor/aoti_torch/c/shim.h of libtorch 2.10), for what
/// TorchSharp lacks or does slowly.
/// A handle is an <c>at::Tensor*</c>, which is what TorchSharp's <c>Tensor.Handle</c> is. Functions that return an int give 0 on success.
/// </summary>
internal static unsafe partial class LibTorchC
{
    /// <summary>The code of bfloat16 among libtorch's element types.</summary>
    internal const sbyte BFloat16 = 15;

    private const string L = "torch_cpu";

    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_data_ptr(nint tensor, void** pointer);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_dim(nint tensor, long* dimensions);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_numel(nint tensor, long* count);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_sizes(nint tensor, long** sizes);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_strides(nint tensor, long** strides);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_storage_offset(nint tensor, long* offset);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_dtype(nint tensor, int* type);
    [LibraryImport(L), SuppressGCTransition] internal static partial int aoti_torch_get_device_type(nint tensor, int* type);
    [LibraryImport(L)] internal static partial int aoti_torch_empty_strided(long dimensions, long* sizes, long* strides, int type,
        int deviceType, int device, nint* result);
    [LibraryImport(L)] internal static partial int aoti_torch_create_tensor_from_blob(void* data, long dimensions, long* sizes,
        long* strides, long offset, int type, int deviceType, int device, nint* result);
    [LibraryImport(L)] internal static partial int aoti_torch__reinterpret_tensor(nint tensor, long dimensions, long* sizes, long* strides,
        long offset, nint* result);
    [LibraryImport(L)] internal static partial int aoti_torch_new_tensor_handle(nint tensor, nint* result);
    [LibraryImport(L)] internal static partial int aoti_torch_delete_tensor_object(nint tensor);
    [LibraryImport(L)] internal static partial int torch_parallel_for(long begin, long end, long grain, delegate* unmanaged<long, long,
        void*, void> body, void* context);
    [LibraryImport(L, StringMarshalling = StringMarshalling.Utf8)] internal static partial int torch_call_dispatcher(string name,
        string overload, ulong* stack, ulong version);
    [LibraryImport(L)] internal static partial ulong aoti_torch_abi_version();

    /// <summary>Turns a failure code into an exception; libtorch writes its own words to the standard error.</summary>
    internal static void Check(int failed, string what)
    {
        if (failed != 0)
        {
            throw new InvalidOperationException($"libtorch failed at {what}; its own message is on the standard error");
        }
    }
}
