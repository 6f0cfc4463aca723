using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>The flat C ABI of native/. Calls that return <c>int</c> status go through <see cref="Check"/>.</summary>
internal static unsafe partial class Shim
{
    private const string L = ShimLoader.Library;

    static Shim() => ShimLoader.Register();

    /// <summary>Throws the thread's last native error when a call reported failure.</summary>
    internal static void Check(int failed)
    {
        if (failed != 0)
        {
            throw LastFailure();
        }
    }

    /// <summary>The thread's last native error.</summary>
    internal static TorchException LastFailure() => new(Text(cp_error()).TrimEnd(), CallbackFailure.Take());

    internal static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    [LibraryImport(L)] internal static partial byte* cp_error();
    [LibraryImport(L)] internal static partial byte* cp_version();
    [LibraryImport(L)] internal static partial byte* cp_configuration();

    [LibraryImport(L, StringMarshalling = StringMarshalling.Utf8)] internal static partial int cp_operator_find(string name, string overload, nint* found, byte** schema);
    [LibraryImport(L)] internal static partial int cp_operator_call(nint op, Value* arguments, int count, Value* results, int capacity, int* returned);
    [LibraryImport(L)] internal static partial int cp_operator_list(delegate* unmanaged<nint, byte*, void> visit, nint context);
    [LibraryImport(L)] internal static partial void cp_memory_free(void* memory);

    [LibraryImport(L)] internal static partial void cp_tensor_free(nint handle);
    [LibraryImport(L), SuppressGCTransition] internal static partial nint cp_tensor_retain(nint handle);
    [LibraryImport(L), SuppressGCTransition] internal static partial long cp_tensor_dimensions(nint handle);
    [LibraryImport(L), SuppressGCTransition] internal static partial long cp_tensor_count(nint handle);
    [LibraryImport(L), SuppressGCTransition] internal static partial void cp_tensor_sizes(nint handle, long* sizes);
    [LibraryImport(L), SuppressGCTransition] internal static partial void cp_tensor_strides(nint handle, long* strides);
    [LibraryImport(L), SuppressGCTransition] internal static partial int cp_tensor_dtype(nint handle);
    [LibraryImport(L), SuppressGCTransition] internal static partial void cp_tensor_device(nint handle, int* type, int* index);
    [LibraryImport(L), SuppressGCTransition] internal static partial int cp_tensor_is_contiguous(nint handle, int format);
    [LibraryImport(L), SuppressGCTransition] internal static partial int cp_tensor_is_same(nint left, nint right);
    [LibraryImport(L)] internal static partial int cp_tensor_data(nint handle, void** data);
    [LibraryImport(L), SuppressGCTransition] internal static partial long cp_tensor_version(nint handle);
    [LibraryImport(L)] internal static partial int cp_tensor_is_view(nint handle);
    [LibraryImport(L)] internal static partial int cp_tensor_wrap(void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> release, nint context, nint* result);
    [LibraryImport(L)] internal static partial int cp_tensor_empty(long* sizes, int dimensions, int dtype, int device, int index, int format, nint* result);
    [LibraryImport(L)] internal static partial int cp_tensor_real(nint handle, double* value);
    [LibraryImport(L)] internal static partial int cp_tensor_integer(nint handle, long* value);

    [LibraryImport(L)] internal static partial int cp_requires_grad_set(nint handle, int value);
    [LibraryImport(L)] internal static partial int cp_requires_grad(nint handle);
    [LibraryImport(L)] internal static partial int cp_is_leaf(nint handle);
    [LibraryImport(L)] internal static partial byte* cp_grad_function_name(nint handle);
    [LibraryImport(L)] internal static partial int cp_grad(nint handle, nint* gradient);
    [LibraryImport(L)] internal static partial int cp_grad_set(nint handle, nint gradient);
    [LibraryImport(L)] internal static partial int cp_backward(nint* roots, int count, nint* gradients, int gradientCount, int keepGraph, int createGraph);
    [LibraryImport(L)] internal static partial int cp_gradients(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* weights, int weightCount, int keepGraph, int createGraph, int allowUnused, nint* results);
    [LibraryImport(L), SuppressGCTransition] internal static partial int cp_grad_mode();
    [LibraryImport(L), SuppressGCTransition] internal static partial void cp_grad_mode_set(int enabled);
    [LibraryImport(L), SuppressGCTransition] internal static partial int cp_inference_mode();
    [LibraryImport(L)] internal static partial nint cp_inference_begin();
    [LibraryImport(L)] internal static partial void cp_inference_end(nint mode);
    [LibraryImport(L, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int cp_node_attach(string name, nint* inputs, int inputCount, nint* outputs, int outputCount, delegate* unmanaged<nint, nint*, int, nint*, int, byte*, int, int> backward, delegate* unmanaged<nint, void> release, nint context);

    [LibraryImport(L)] internal static partial int cp_threads();
    [LibraryImport(L)] internal static partial int cp_threads_set(int count);
    [LibraryImport(L)] internal static partial int cp_parallel_for(long begin, long end, long grain, delegate* unmanaged<nint, long, long, void> body, nint context);

    [LibraryImport(L)] internal static partial int cp_manual_seed(ulong seed);
    [LibraryImport(L)] internal static partial int cp_generator_new(int type, int index, ulong seed, nint* result);
    [LibraryImport(L)] internal static partial int cp_generator_default(int type, int index, nint* result);
    [LibraryImport(L)] internal static partial void cp_generator_free(nint generator);
    [LibraryImport(L)] internal static partial int cp_generator_seed(nint generator, ulong seed);
    [LibraryImport(L)] internal static partial int cp_generator_state(nint generator, nint* state);
    [LibraryImport(L)] internal static partial int cp_generator_state_set(nint generator, nint state);

    [LibraryImport(L)] internal static partial int cp_device_count(int type, int* count);
    [LibraryImport(L)] internal static partial int cp_device_synchronize(int type, int index);
    [LibraryImport(L)] internal static partial void cp_autocast(int type, int* enabled, int* dtype);
    [LibraryImport(L)] internal static partial int cp_autocast_set(int type, int enabled, int dtype);
    [LibraryImport(L)] internal static partial void cp_autocast_clear();
    [LibraryImport(L)] internal static partial void cp_deterministic_set(int enabled);
    [LibraryImport(L)] internal static partial void cp_onednn_set(int enabled);

    [LibraryImport(L)] internal static partial void cp_allocator_caching(int enabled);
    [LibraryImport(L)] internal static partial void cp_allocator_statistics(long* statistics);
    [LibraryImport(L)] internal static partial void cp_allocator_reset_peak();
    [LibraryImport(L)] internal static partial void cp_allocator_trim();
}
